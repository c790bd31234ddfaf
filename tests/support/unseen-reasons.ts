/** Why no test sees a status that the contract declares, by operation and status. */
export const unseenReasons: Readonly<Record<string, Readonly<Record<number, string>>>> = {};
