import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStore} from "../core/hooks";
import {shrinkPhoto} from "../core/pictures";
import {isAnswered, shownQuestions} from "../core/visit_rules";
import {SignaturePad} from "./signature_pad";

/** The questions of the visit; each answer is recorded by itself. */
export class Checklist extends Component {
  static template = "aftersales_service.FieldChecklist";
  static components = {SignaturePad};
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.state = useState({problems: {}});
    this.isAnswered = isAnswered;
  }

  get questions() {
    return shownQuestions(this.props.visit.checklist);
  }

  answer(row, value) {
    const problem = row.kind === "number" ? this.findProblem(row, value) : "";
    this.state.problems[row.id] = problem;
    if (!problem) {
      const answer = row.kind === "number" && value !== "" ? Number(value) : value;
      this.record(row, {answers: {[row.id]: answer}});
    }
  }

  findProblem({min, max, unit}, value) {
    const isNumber = value !== "" && !Number.isNaN(Number(value));
    const hasMin = typeof min === "number";
    const hasMax = typeof max === "number";
    const isLow = hasMin && Number(value) < min;
    const isHigh = hasMax && Number(value) > max;
    if (value === "" || (isNumber && !isLow && !isHigh)) {
      return "";
    }
    const limits = [hasMin ? min : "…", hasMax ? max : "…"].join(" – ");
    return _t("Enter a number: %s", `${limits} ${unit || ""}`);
  }

  async takePhoto(row, ev) {
    const [photo] = ev.target.files;
    if (photo) {
      this.record(row, {question: row.id}, await shrinkPhoto(photo));
    }
  }

  record(row, values, file) {
    return this.store.record(this.props.visit, "checklist", values, {
      file,
      label: row.name,
    });
  }
}
