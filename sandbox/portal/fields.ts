const trim = (value: unknown, names: string[]): unknown => {
  if (Array.isArray(value)) return value.map((one) => trim(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name.toLowerCase())))
}

/** `?fields=id,title` trims the members of `response` (docs/portal.md, Files and accounts). */
export const trimFields = (
  json: Record<string, unknown>,
  fields: string | undefined,
): Record<string, unknown> => {
  if (!fields || !('response' in json) || json.status !== 0) return json
  const names = fields
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  return { ...json, response: trim(json.response, names) }
}
