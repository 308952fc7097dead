import {registry} from "@web/core/registry";
import {FloatField, floatField} from "@web/views/fields/float/float_field";

/** Points of a clause: no number where they are not known. */
export class PointsField extends FloatField {
  get formattedValue() {
    return this.value ? super.formattedValue : "";
  }
}

registry
  .category("fields")
  .add("aftersales_points", {...floatField, component: PointsField});
