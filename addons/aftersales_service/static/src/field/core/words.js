import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";

const locale = user.lang || undefined;

function format(text, options) {
  return text ? new Date(text).toLocaleString(locale, options) : "";
}

export const formatTime = (text) => format(text, {hour: "2-digit", minute: "2-digit"});
export const formatDay = (text) =>
  format(text, {weekday: "short", month: "numeric", day: "numeric"});
export const formatWeekday = (day) => format(day, {weekday: "short"});
export const formatDate = (day) => format(day, {month: "numeric", day: "numeric"});
export const formatMoment = (text) =>
  format(text, {month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit"});

export function formatAmount(amount) {
  return Number(amount).toLocaleString(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
}

/** "08:00–10:00", with the day where it is not the one shown. */
export function formatWindow(visit, day) {
  if (!visit.start) {
    return _t("No time set");
  }
  const times = [visit.start, visit.end].filter(Boolean).map(formatTime).join("–");
  const isToday = new Date(visit.start).toDateString() === day.toDateString();
  return isToday ? times : `${formatDay(visit.start)} ${times}`;
}

/** Time left to the promise, its colour, and words for both. */
export function describePromise(visit, now) {
  if (!visit.deadline) {
    return null;
  }
  const left = new Date(visit.deadline) - now;
  const minutes = Math.round(Math.abs(left) / 60000);
  const time =
    minutes < 60
      ? _t("%s min", minutes)
      : minutes < 48 * 60
        ? _t("%s h", Math.round(minutes / 60))
        : _t("%s days", Math.round(minutes / 1440));
  if (left < 0) {
    return {tone: "late", text: _t("%s late", time)};
  }
  const isSoon = visit.warn_at && new Date(visit.warn_at) <= now;
  return {tone: isSoon ? "soon" : "fine", text: _t("%s left", time)};
}

/** Names of what a phone records, as its buttons say them. */
export function describeKind(kind) {
  const words = {
    accept: _t("Accept Job"),
    depart: _t("Depart"),
    arrive: _t("Arrive"),
    assess: _t("Assess"),
    write: _t("Entries"),
    photo: _t("Photo"),
    part: _t("Part From the Van"),
    checklist: _t("Checklist"),
    price: _t("Price Confirmed"),
    receipt: _t("Equipment Taken"),
    payment: _t("Payment on Site"),
    help: _t("Ask for Help"),
    sign: _t("Signature"),
    refuse: _t("Signature Refused"),
    finish: _t("Finish"),
  };
  return words[kind] || kind;
}

/** Entries in free words: they can be corrected after a refusal. */
export function describeTexts() {
  return {
    work_done: _t("Work performed"),
    opinion_note: _t("Customer's words"),
    signed_by: _t("Name of who signs"),
    signature_refused_reason: _t("Reason"),
    description: _t("What is taken"),
    condition: _t("Condition"),
    accessories: _t("Accessories"),
    memo: _t("Memo"),
    note: _t("What is the matter?"),
  };
}
