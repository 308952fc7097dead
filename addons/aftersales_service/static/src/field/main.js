import {App, whenReady} from "@odoo/owl";
import {
  appTranslateFn,
  translatedTerms,
  translatedTermsGlobal,
  translationLoaded,
} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {getTemplate} from "@web/core/templates";
import {session} from "@web/session";
import {FieldApp} from "./app/app";
import {FieldStore} from "./core/store";

async function loadWords() {
  try {
    // Kept by the service worker, as the page itself is.
    const response = await fetch(session.words);
    Object.assign(translatedTermsGlobal, await response.json());
  } catch {
    // English is better than nothing.
  }
  translatedTerms[translationLoaded] = true;
}

async function keepForOffline() {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  try {
    await navigator.serviceWorker.register(`${session.page}/service-worker.js`, {
      scope: session.page,
      updateViaCache: "none",
    });
  } catch (error) {
    console.warn("Pages are not kept for offline use:", error);
  }
}

whenReady(async () => {
  await loadWords();
  const store = new FieldStore(user.userId);
  await store.start();
  const app = new App(FieldApp, {
    getTemplate,
    translatableAttributes: ["data-tooltip"],
    translateFn: appTranslateFn,
    env: {store, userName: user.name},
    warnIfNoStaticProps: false,
  });
  await app.mount(document.body);
  await keepForOffline();
});
