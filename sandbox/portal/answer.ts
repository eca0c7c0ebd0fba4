/** What a handler gives: `json` is written as JSON without null members, `body` as it is, neither: empty. */
export type Answer = {
  status: number
  headers?: Record<string, string>
  json?: Record<string, unknown>
  body?: Buffer
}

export const empty = (status: number, headers: Record<string, string> = {}): Answer => ({ status, headers })

export const html = (text: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'same-origin' },
  body: Buffer.from(text),
})

export const redirect = (location: string): Answer => ({ status: 302, headers: { location } })

type Called = { method: string; href: string }

/**
 * The envelope of a success; a list may carry `total`. Without a value there is no `response`
 * (docs/portal.md, Making and deleting safely).
 */
export const success = (called: Called, value?: unknown, total?: number): Answer => {
  const count = value === undefined ? 0 : Array.isArray(value) ? value.length : 1
  const links = [{ href: called.href, action: called.method }]
  return {
    status: 200,
    json: {
      ...(value === undefined ? {} : { response: value }),
      count,
      ...(total === undefined ? {} : { total }),
      links,
      status: 0,
      statusCode: 200,
    },
  }
}

const TYPES: Record<number, [type: string, hresult: number]> = {
  400: ['System.ArgumentException', -2147024809],
  403: ['System.Security.SecurityException', -2146233078],
  404: ['ASC.Common.ItemNotFoundException', -2146233088],
  500: ['System.NullReferenceException', -2147467261],
}

/** The first of the three error shapes: what the portal's own exceptions become (docs/portal.md, Errors). */
export const failure = (status: number, message: string, type?: string): Answer => {
  const [usual, hresult] = TYPES[status] ?? ['System.Exception', -2146233088]
  const error = {
    message,
    type: type ?? usual,
    stack: '   at ASC.Files.Core.Services',
    hresult: type ? -2146233079 : hresult,
  }
  return { status, json: { error, status: 1, statusCode: status } }
}

/** The second: what could not be bound, in a success-type envelope (docs/portal.md, Errors). */
export const invalid = (called: Called, field: string, message: string): Answer => ({
  status: 400,
  json: {
    response: {
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: { [field]: [message] },
      traceId: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00',
    },
    count: 1,
    links: [{ href: called.href, action: called.method }],
    status: 1,
    statusCode: 400,
  },
})

export const accessDenied = (): Answer => failure(403, 'Access denied')

/** JSON text without the null members (docs/portal.md, Making and deleting safely). */
export const toJson = (value: unknown): string => JSON.stringify(value, (_, member) => member ?? undefined)
