import {_t} from "@web/core/l10n/translation";

/**
 * How a visit looks with what waits on the phone, and what it still lacks. The server
 * has the last word on all of it; here the technician sees it before he sends.
 */

const TARGETS = {
  accept: ["accepted", "accepted_at"],
  depart: ["departed", "departed_at"],
  arrive: ["arrived", "arrived_at"],
  finish: ["finished", "finished_at"],
};

const STEPS = {
  sent: ["accept", "depart", "arrive"],
  accepted: ["depart", "arrive"],
  departed: ["arrive"],
};

/** Steps that are possible now, the usual one first. */
export function nextSteps(visit) {
  return STEPS[visit.state] || [];
}

function answerChecklist(questions, {answers = {}, question}) {
  return questions?.map((row) =>
    row.id in answers
      ? {...row, value: answers[row.id]}
      : row.id === question
        ? {...row, value: true}
        : row
  );
}

const APPLY = {
  assess: (visit, {values}) => ({values: {...visit.values, ...values}}),
  write: (visit, {values}) => ({values: {...visit.values, ...values}}),
  finish: (visit, {values}) => ({values: {...visit.values, ...values}}),
  sign: (visit, {values}) => ({
    values: {
      ...visit.values,
      ...values,
      is_signed: true,
      signature_refused_reason: "",
    },
  }),
  refuse: (visit, {values}) => ({
    values: {...visit.values, ...values, is_signed: false},
  }),
  photo: ({photos}, {values: {moment}}) => ({
    photos: {...photos, [moment]: photos[moment] + 1},
  }),
  part: ({parts}, {values, label}) => ({
    parts: [...parts, {name: label, quantity: values.quantity}],
  }),
  receipt: ({receipts}, {values}) => ({
    receipts: [...receipts, {name: "", description: values.description}],
  }),
  checklist: ({checklist}, {values}) => ({
    checklist: answerChecklist(checklist, values),
  }),
  price: ({price}, {at}) => ({price: {...price, confirmed_at: at}}),
};

/** The visit as it is once the server has taken `action`. */
export function applyAction(visit, action) {
  const changed = {...visit, ...APPLY[action.kind]?.(visit, action)};
  const target = TARGETS[action.kind];
  if (target) {
    changed.state = target[0];
    changed[target[1]] = changed[target[1]] || action.at;
  }
  return changed;
}

// -- checklist ----------------------------------------------------------------------

const COMPARE = {
  "=": (answer, value) => String(answer) === String(value),
  "!=": (answer, value) => String(answer) !== String(value),
  "<": (answer, value) => Number(answer) < Number(value),
  ">": (answer, value) => Number(answer) > Number(value),
};

export function isAnswered({value}) {
  return value !== null && value !== undefined && value !== "" && value !== false;
}

/** Questions that are asked, given the answers so far; a hidden one hides its own. */
export function shownQuestions(questions) {
  const shown = new Map();
  const isShown = (row, seen = new Set()) => {
    if (!row.condition) {
      return true;
    }
    const asked = questions.find(({id}) => id === row.condition.question);
    if (!asked || seen.has(asked.id)) {
      return false;
    }
    return (
      isShown(asked, seen.add(asked.id)) &&
      isAnswered(asked) &&
      COMPARE[row.condition.operator](asked.value, row.condition.value)
    );
  };
  for (const row of questions || []) {
    shown.set(row.id, isShown(row));
  }
  return (questions || []).filter(({id}) => shown.get(id));
}

// -- finish -------------------------------------------------------------------------

/** What is missing before "Finish", in words. */
export function missingForFinish(visit) {
  const {values} = visit;
  const isSolved = values.outcome === "solved";
  const isPaid = visit.price?.needed && !visit.price.confirmed_at;
  const open = shownQuestions(visit.checklist).filter(
    (row) => row.required && !isAnswered(row)
  );
  return [
    !values.outcome && _t("Choose the outcome."),
    !values.work_done && _t("Write down the work performed."),
    isSolved && visit.is_repair && !values.symptom_id && _t("Choose the symptom."),
    isSolved && visit.is_repair && !values.cause_id && _t("Choose the cause."),
    isSolved &&
      visit.needs_signature &&
      !values.is_signed &&
      !values.signature_refused_reason &&
      _t("Take the customer's signature, or the reason why not."),
    isSolved &&
      values.is_signed &&
      !values.opinion &&
      _t("Ask the customer's opinion."),
    isSolved && isPaid && _t("Have the customer confirm the price."),
    ...open.map((row) => _t("Checklist: %s", row.name)),
  ].filter(Boolean);
}
