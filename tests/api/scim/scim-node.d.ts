declare module 'scim-node' {
  /** Answers are JSON text; refusals are thrown with `statusCode` and the answer's text in `error`. */
  interface Calls {
    getUsers(startIndex: number, count: number, filter?: string): Promise<string>;
    searchUsers(filter: string, startIndex: number, count: number): Promise<string>;
    getUser(id: string): Promise<string>;
    addUser(user: object): Promise<string>;
    editUser(id: string, user: object): Promise<string>;
    removeUser(id: string): Promise<string>;
    getGroups(startIndex: number, count: number, filter?: string): Promise<string>;
    getGroup(id: string): Promise<string>;
    addGroup(group: object): Promise<string>;
    editGroup(id: string, group: object): Promise<string>;
    removeGroup(id: string): Promise<string>;
  }

  export default function scimNode(settings: {
    keyAlg: string;
    keyId: string;
    domain: string;
    /** A file with a key in PEM form. */
    privateKey: string;
    clientId: string;
  }): { readonly scim2: Calls };
}
