/** A value as every reader of such files reads it; in quotes where it has to be. */
const written = (value: string): string => {
  if (/^[\w./:@%+=,*-]*$/.test(value)) return value
  const quote = ["'", '"', '`'].find((each) => !value.includes(each))
  if (quote === undefined || /[\r\n]/.test(value))
    throw new Error('a value with all kinds of quotes, or of several lines')
  return `${quote}${value}${quote}`
}

const lineOf = (name: string) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*[=:].*$`, 'm')
const example = (name: string) => new RegExp(`^# ${name}=.*$`, 'm')

/**
 * A `.env` file with these values. What else stands there stays as it is; a variable that is not set yet takes the place of its
 * example. '': it is set no more.
 */
export const withEnvValues = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((before, [name, value]) => {
    const line = `${name}=${written(value)}`
    if (lineOf(name).test(before)) return before.replace(lineOf(name), () => line)
    if (value === '') return before
    if (example(name).test(before)) return before.replace(example(name), () => line)
    return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`
  }, text)
