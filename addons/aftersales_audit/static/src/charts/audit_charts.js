import {Component, onWillStart, onWillUnmount, useEffect, useRef} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {getColor, hexToRGBA} from "@web/core/colors/colors";
import {cookie} from "@web/core/browser/cookie";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const FULL = 100;
const STEP = 20;

/** Radar of the clauses against last time, and the years in a line. */
export class AuditCharts extends Component {
  static template = "aftersales_audit.AuditCharts";
  static props = {...standardWidgetProps};

  setup() {
    this.orm = useService("orm");
    this.radar = useRef("radar");
    this.trend = useRef("trend");
    this.charts = [];
    onWillStart(() => loadBundle("web.chartjs_lib"));
    useEffect(
      (id) => {
        this.draw(id);
      },
      () => [this.props.record.resId, this.props.record.data.score]
    );
    onWillUnmount(() => this.clear());
  }

  clear() {
    this.charts.forEach((chart) => chart.destroy());
    this.charts = [];
  }

  async draw(id) {
    const data =
      id && (await this.orm.call("aftersales.audit", "action_load_charts", [[id]]));
    this.clear();
    if (data && this.radar.el && this.trend.el) {
      this.charts = [this.drawRadar(data.radar), this.drawTrend(data.trend)];
    }
  }

  line(label, data, place) {
    const color = getColor(place, cookie.get("color_scheme"));
    return {
      label,
      data,
      borderColor: color,
      backgroundColor: hexToRGBA(color, 0.2),
      fill: true,
    };
  }

  drawRadar({labels, now, before}) {
    const datasets = [this.line(_t("This Time"), now, 1)];
    if (before.some((value) => value !== null)) {
      datasets.push(this.line(_t("Last Time"), before, 3));
    }
    return new Chart(this.radar.el, {
      type: "radar",
      data: {labels, datasets},
      options: {
        maintainAspectRatio: false,
        scales: {
          r: {
            min: 0,
            max: FULL,
            ticks: {stepSize: STEP},
            pointLabels: {font: {size: 11}},
          },
        },
      },
    });
  }

  drawTrend({labels, scores}) {
    return new Chart(this.trend.el, {
      type: "line",
      data: {labels, datasets: [this.line(_t("Score"), scores, 1)]},
      options: {
        maintainAspectRatio: false,
        scales: {x: {offset: true}, y: {min: 0, max: FULL, ticks: {stepSize: STEP}}},
      },
    });
  }
}

registry.category("view_widgets").add("aftersales_audit_charts", {
  component: AuditCharts,
  fieldDependencies: [{name: "score", type: "float"}],
});
