// Loaded into a server with --import: sets its clock ten minutes ahead. Timers are not affected.
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
