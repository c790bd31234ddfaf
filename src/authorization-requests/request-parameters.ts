export const prompts = ['none', 'login', 'consent', 'select_account', 'create'] as const;
export type Prompt = (typeof prompts)[number];

/**
 * The supported ways to send a response. `fragment` is missing because it is only for response types that do
 * not exist here.
 */
export const responseModes = ['query', 'form_post'] as const;
export type ResponseMode = (typeof responseModes)[number];

/** The value of a parameter. An empty one counts as absent (RFC 6749, section 3.1). */
export function parameterOf(parameters: URLSearchParams, name: string): string | undefined {
  return parameters.get(name) || undefined;
}

export function canReceiveForm(parameters: URLSearchParams): boolean {
  return /^https?:/i.test(parameters.get('redirect_uri') ?? '');
}

/**
 * How a request wants its response, refusals included; `query` when the parameter is missing or invalid.
 * @param parameters of a request whose redirect URI is valid
 */
export function responseModeOf(parameters: URLSearchParams): ResponseMode {
  const [mode, another] = parameters.getAll('response_mode');
  return mode === 'form_post' && another === undefined && canReceiveForm(parameters) ? mode : 'query';
}

export function promptsIn(parameters: URLSearchParams): string[] {
  return (parameterOf(parameters, 'prompt') ?? '').split(' ').filter(Boolean);
}

export function maxAgeOf(parameters: URLSearchParams): number | undefined {
  const given = parameterOf(parameters, 'max_age');
  return given === undefined ? undefined : Number(given);
}

export function resourcesOf(parameters: URLSearchParams): string[] {
  return [...new Set(parameters.getAll('resource').filter(Boolean))];
}
