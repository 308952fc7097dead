import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStore} from "../core/hooks";
import {shrinkPhoto} from "../core/pictures";

/** Photos before and after the work, made small on the phone. */
export class Photos extends Component {
  static template = "aftersales_service.FieldPhotos";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.state = useState({problem: ""});
    this.moments = [
      {key: "before", name: _t("Before")},
      {key: "after", name: _t("After")},
    ];
  }

  async take(moment, ev) {
    const files = [...ev.target.files];
    ev.target.value = "";
    this.state.problem = "";
    for (const photo of files) {
      try {
        const file = await shrinkPhoto(photo);
        const name = `${moment}-${Date.now()}.jpg`;
        await this.store.record(this.props.visit, "photo", {moment, name}, {file});
      } catch {
        this.state.problem = _t("%s is not a picture.", photo.name);
      }
    }
  }
}
