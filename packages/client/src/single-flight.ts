/** Concurrent calls with the same key share one run. */
export function singleFlight<Result>(
  run: (key: string) => Promise<Result>,
): (key: string) => Promise<Result> {
  const underWay = new Map<string, Promise<Result>>();
  return (key) => {
    const shared = underWay.get(key) ?? run(key).finally(() => underWay.delete(key));
    underWay.set(key, shared);
    return shared;
  };
}
