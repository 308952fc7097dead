import {onWillRender, useEnv, useState} from "@odoo/owl";

/** The store; the component renders again whenever anything in it changes. */
export function useStore() {
  const {store} = useEnv();
  const state = useState(store.state);
  // Reading a value is what subscribes to it.
  onWillRender(() => Object.values(state));
  return store;
}
