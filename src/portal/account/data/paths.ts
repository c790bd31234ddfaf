export const dataPath = '/account/data';
export const exportPath = `${dataPath}/export`;
export const downloadPath = `${dataPath}/download`;
/** Polled by the script of a waiting page. */
export const finishedPath = `${exportPath}/finished`;
