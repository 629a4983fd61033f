// The signature: strokes of finger, pen or mouse on a canvas.
export class Pad {
  private readonly pen: CanvasRenderingContext2D;
  private drawing = false;
  signed = false;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly changed: () => void) {
    this.pen = canvas.getContext("2d") as CanvasRenderingContext2D;
    canvas.addEventListener("pointerdown", (event) => this.start(event));
    canvas.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { this.drawing = false; });
  }

  // The canvas has no size while its section is hidden, so it is measured when it is first seen.
  fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = window.devicePixelRatio || 1;
    if (!clientWidth || this.canvas.width === Math.round(clientWidth * scale)) return;
    this.canvas.width = Math.round(clientWidth * scale);
    this.canvas.height = Math.round(clientHeight * scale);
    this.pen.scale(scale, scale);
    this.clear();
  }

  clear(): void {
    this.pen.fillStyle = "#fff";
    this.pen.fillRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    this.pen.lineWidth = 2.6;
    this.pen.lineCap = this.pen.lineJoin = "round";
    this.pen.strokeStyle = "#1d2a24";
    this.signed = false;
    this.changed();
  }

  private start(event: PointerEvent): void {
    this.drawing = true;
    this.canvas.setPointerCapture(event.pointerId);
    this.pen.beginPath();
    this.pen.moveTo(event.offsetX, event.offsetY);
  }

  private draw(event: PointerEvent): void {
    if (!this.drawing) return;
    this.pen.lineTo(event.offsetX, event.offsetY);
    this.pen.stroke();
    if (!this.signed) { this.signed = true; this.changed(); }
  }
}
