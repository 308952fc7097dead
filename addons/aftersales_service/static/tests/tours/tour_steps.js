const PHOTO =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==";

/** Steps that type into a many2one field and choose what it offers. */
export function choose(field, text, inside = "") {
  return [
    {
      content: `type ${text} into ${field}`,
      trigger: `${inside} div[name='${field}'] input`,
      run: `edit ${text}`,
    },
    {
      content: `choose ${text}`,
      trigger: `.o-autocomplete--dropdown-item:contains('${text}')`,
      run: "click",
    },
  ];
}

/** Steps that choose a value of a selection field. */
export function select(field, label) {
  return [
    {
      content: `open ${field}`,
      trigger: `div[name='${field}'] .o_select_menu input`,
      run: "click",
    },
    {
      content: `choose ${label}`,
      trigger: `.o_select_menu_item:contains('${label}')`,
      run: "click",
    },
  ];
}

/** Step that presses a button of the header. */
export function press(label) {
  return {
    content: `press ${label}`,
    trigger: `.o_statusbar_buttons button:enabled:contains('${label}')`,
    run: "click",
  };
}

/** Step that waits until the document is in a state. */
export function reached(state) {
  return {
    content: `state is ${state}`,
    trigger: `.o_arrow_button_current:contains('${state}')`,
  };
}

/** Step that chooses a small photo in a file input, as a phone or a desk does. */
export function attach(content, trigger) {
  return {
    content,
    trigger,
    run({anchor}) {
      const bytes = Uint8Array.from(atob(PHOTO), (char) => char.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], "crack.png", {type: "image/png"}));
      anchor.files = files.files;
      anchor.dispatchEvent(new Event("change", {bubbles: true}));
    },
  };
}
