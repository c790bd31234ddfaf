// Loaded into a server with --import: its clock is ten minutes ahead. Timers go on as they are.
const ahead = 600_000;
const { now } = Date;

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [now() + ahead] : given));
  }

  static now() {
    return now() + ahead;
  }
};
