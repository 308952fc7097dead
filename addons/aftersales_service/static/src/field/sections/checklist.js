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
    const isNumber = row.kind === "number" && value !== "";
    const number = Number(value);
    this.state.problems[row.id] = isNumber ? this.findProblem(row, number) : "";
    // A reading outside its limits is a reading: it is kept, and marked.
    if (!isNumber || !Number.isNaN(number)) {
      this.record(row, {answers: {[row.id]: isNumber ? number : value}});
    }
  }

  findProblem({min, max, unit}, number) {
    if (Number.isNaN(number)) {
      return _t("Enter a number.");
    }
    const hasMin = typeof min === "number";
    const hasMax = typeof max === "number";
    if ((hasMin && number < min) || (hasMax && number > max)) {
      const limits = [hasMin ? min : "…", hasMax ? max : "…"].join(" – ");
      return _t("Outside the limits: %s", `${limits} ${unit || ""}`);
    }
    return "";
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
