import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A text's bytes in base64, without what depends on the bytes around them: one for each place in a group of three. */
const inBase64 = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].map((skip) => {
    const shifted = Buffer.concat([Buffer.alloc(skip), bytes]).toString('base64')
    return shifted.slice(Math.ceil((skip * 8) / 6), Math.floor(((skip + bytes.length) * 8) / 6))
  })
}

/** Every form in which somebody would read it. */
const formsOf = (secret: string): string[] => {
  const base64 = inBase64(secret)
  const url = base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'))
  const hex = Buffer.from(secret).toString('hex')
  const plain = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
  return [...new Set([...plain, ...base64, ...url, hex, hex.toUpperCase()])]
}

/** Secrets that stand somewhere in these texts, in clear or in a form that anybody turns back: which, and what is around it. */
export const secretsIn = (
  texts: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, string>,
): string[] => {
  const forms = [...secrets].flatMap(([secret, what]) => formsOf(secret).map((form) => ({ form, what })))
  const found = new Set<string>()
  for (const [where, text] of texts)
    for (const { form, what } of forms) {
      const at = text.indexOf(form)
      if (at < 0) continue
      const around = text.slice(Math.max(0, at - 160), at + form.length + 40)
      found.add(`${what} in ${where}: …${around.replace(/[^\x20-\x7e]+/g, ' ')}…`)
    }
  return [...found]
}

/** Each file in a folder and those in it, by its name, its bytes as they are. */
export const filesIn = async (folder: string): Promise<Map<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return new Map(
    await Promise.all(
      files.map(
        async ({ parentPath, name }): Promise<[string, string]> => [
          name,
          await readFile(join(parentPath, name), 'latin1'),
        ],
      ),
    ),
  )
}
