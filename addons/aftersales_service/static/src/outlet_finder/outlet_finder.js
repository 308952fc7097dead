import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** "Near Me": asks the browser where it is and sends the form with it. Without
 *  JavaScript, or without a browser that knows, the button is not there. */
export class OutletFinder extends Interaction {
  static selector = ".as_outlet_finder";
  dynamicContent = {
    ".as_near_me": {
      "t-on-click": this.onNearMe,
      "t-att-class": () => ({"d-none": !browser.navigator.geolocation}),
      "t-att-disabled": () => this.isAsking,
    },
    ".as_near_failed": {"t-att-class": () => ({"d-none": !this.hasFailed})},
    ".as_place": {"t-on-input": this.onPlaceTyped},
  };

  setup() {
    this.isAsking = false;
    this.hasFailed = false;
  }

  onNearMe() {
    this.isAsking = true;
    this.hasFailed = false;
    browser.navigator.geolocation.getCurrentPosition(
      this.protectSyncAfterAsync(({coords}) => this.sendPoint(coords)),
      this.protectSyncAfterAsync(() => {
        this.isAsking = false;
        this.hasFailed = true;
        this.updateContent();
      }),
      {timeout: 10000, maximumAge: 300000}
    );
  }

  /** About a kilometre is near enough: the server need not know the door. */
  sendPoint({latitude, longitude}) {
    this.setPoint(latitude.toFixed(2), longitude.toFixed(2));
    this.el.querySelector(".as_place").value = "";
    this.el.requestSubmit();
  }

  /** Who types a place does not look around himself any more. */
  onPlaceTyped() {
    this.setPoint("", "");
  }

  setPoint(latitude, longitude) {
    this.el.querySelector("[name=lat]").value = latitude;
    this.el.querySelector("[name=lon]").value = longitude;
  }
}

registry
  .category("public.interactions")
  .add("aftersales_service.outlet_finder", OutletFinder);
