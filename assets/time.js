// Tells times in the zone of the browser; pages give UTC, which stays as title.
for (const time of document.querySelectorAll('time[data-local]')) {
  const style = time.dataset.local === 'day' ? {} : { timeStyle: 'short' };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', ...style });
  time.textContent = format.format(new Date(time.dateTime));
}
