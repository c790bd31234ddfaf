export const dataPath = '/account/data';
export const exportPath = `${dataPath}/export`;
export const downloadPath = `${dataPath}/download`;
/** Asked by the script of a page that waits. */
export const finishedPath = `${exportPath}/finished`;
