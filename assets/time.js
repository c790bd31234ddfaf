// Shows times in the browser's time zone. Pages give UTC, which stays in the title.
for (const time of document.querySelectorAll('time[data-local]')) {
  const style = time.dataset.local === 'day' ? {} : { timeStyle: 'short' };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', ...style });
  time.textContent = format.format(new Date(time.dateTime));
}
