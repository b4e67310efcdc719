// The diagram by finger: one moves it, two zoom it about the point between them.

const THRESHOLD = 6;

/** Listen to the fingers on `host`; a tap stays a click. */
export function touchable(viewer, host) {
  const fingers = new Map();
  let isMoving = false;
  const at = (event) => ({ x: event.clientX, y: event.clientY });

  host.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, at(event));
  });
  host.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    isMoving ||= fingers.size > 1 || Math.hypot(now.x - before.x, now.y - before.y) > THRESHOLD;
    if (!isMoving) return;
    const canvas = viewer.get('canvas');
    if (fingers.size === 1) canvas.scroll({ dx: now.x - before.x, dy: now.y - before.y });
    if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const spread = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      const { left, top } = host.getBoundingClientRect();
      const zoom = Math.min(4, Math.max(0.1, (canvas.zoom() * spread(now)) / spread(before)));
      canvas.zoom(zoom, { x: (now.x + other.x) / 2 - left, y: (now.y + other.y) / 2 - top });
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave']) {
    host.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      if (!fingers.size) isMoving = false;
    });
  }
}
