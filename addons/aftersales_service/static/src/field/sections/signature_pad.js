import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {toPng} from "../core/pictures";

const LINE = 2.5;

/** A sheet to sign on with the finger. `onSigned` gets a PNG. */
export class SignaturePad extends Component {
  static template = "aftersales_service.FieldSignaturePad";
  static props = {onSigned: Function, isReady: {type: Boolean, optional: true}};
  static defaultProps = {isReady: true};

  setup() {
    this.canvas = useRef("canvas");
    this.state = useState({isEmpty: true});
    onMounted(() => this.clear());
  }

  get context() {
    return this.canvas.el.getContext("2d");
  }

  clear() {
    const {el} = this.canvas;
    const scale = window.devicePixelRatio || 1;
    el.width = el.clientWidth * scale;
    el.height = el.clientHeight * scale;
    Object.assign(this.context, {lineWidth: LINE, lineCap: "round", lineJoin: "round"});
    this.context.scale(scale, scale);
    this.state.isEmpty = true;
  }

  start(ev) {
    ev.preventDefault();
    this.canvas.el.setPointerCapture?.(ev.pointerId);
    this.isDrawing = true;
    this.context.beginPath();
    this.context.moveTo(ev.offsetX, ev.offsetY);
  }

  draw(ev) {
    if (this.isDrawing) {
      this.context.lineTo(ev.offsetX, ev.offsetY);
      this.context.stroke();
      this.state.isEmpty = false;
    }
  }

  stop() {
    this.isDrawing = false;
  }

  async sign() {
    await this.props.onSigned(await toPng(this.canvas.el));
    this.clear();
  }
}
