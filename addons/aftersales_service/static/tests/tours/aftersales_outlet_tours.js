import {registry} from "@web/core/registry";

const narrow = {
  content: "nothing is wider than the phone",
  trigger: ".as_outlets",
  run() {
    if (document.documentElement.scrollWidth > window.innerWidth) {
      throw new Error("The page is wider than the screen.");
    }
  },
};

registry.category("web_tour.tours").add("aftersales_outlet_finder", {
  steps: () => [
    {
      content: "all outlets are there",
      trigger: ".as_outlets h5:contains('Jinan Branch')",
    },
    narrow,
    {
      content: "type a place",
      trigger: ".as_place",
      run: "edit Taian",
    },
    {
      content: "search",
      trigger: ".as_outlet_finder button[type=submit]",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "only the outlet that comes there is left",
      trigger: ".as_outlets:not(:has(h5:contains('Qingdao Branch')))",
    },
    {
      content: "a tap calls it",
      trigger: ".as_outlets a[href^='tel:0532']",
    },
    {
      content: "the device knows where it is",
      trigger: ".as_near_me:not(.d-none)",
      run() {
        navigator.geolocation.getCurrentPosition = (done) =>
          done({coords: {latitude: 36.161, longitude: 120.419}});
      },
    },
    {
      content: "look around",
      trigger: ".as_near_me",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "the nearest is the first",
      trigger: ".as_outlets .row > div:first-child h5:contains('Qingdao Branch')",
    },
    {
      content: "and says how far it is",
      trigger: ".as_outlets p:contains('the nearest first')",
    },
    narrow,
  ],
});
