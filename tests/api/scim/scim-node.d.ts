declare module 'scim-node' {
  /** Responses are JSON text; errors are thrown with `statusCode` and the text of the response in `error`. */
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
    /** Path of a PEM file. */
    privateKey: string;
    clientId: string;
  }): { readonly scim2: Calls };
}
