import { parseDuration } from '../../domain/duration.ts'
import { fileAddress, readFileId } from '../../domain/file-address.ts'
import {
  type Enforcement,
  NOTE_LENGTH,
  PASSWORD_LENGTH,
  type RequestedTerms,
  readLimit,
} from '../../domain/terms.ts'
import { hasInvisible, visible } from '../command/slack-text.ts'
import { INVISIBLE_PASSWORD, LONG_PASSWORD, longNote, FIELD_WORDS as WORDS } from '../views/field-words.ts'
import { fileWords } from '../views/file-words.ts'
import { FIELD, NO_FILE, NO_PRESET, PICK_DATE, VIEW_ONLY } from '../views/share-form-fields.ts'
import type { FormValues } from './form.ts'
import { type Read, right, wrong as wrongFields } from './read.ts'
import { valueIn } from './read-values.ts'

const wrong = (field: string, text: string) => wrongFields({ [field]: text })

/** The file, chosen by its name or link; one whose id does not fit into a choice stands in a field of its own. */
export const file = (values: FormValues, portalOrigin: string): Read<string> => {
  const { option } = valueIn(values, FIELD.file)
  const { value: typed } = valueIn(values, FIELD.address)
  if (option === NO_FILE) return wrong(FIELD.file, WORDS.notFound)
  // Read as part of an address, where an id may have any shape.
  const id = option ?? typed
  if (id === null) return wrong(FIELD.file, WORDS.noFile)
  const read = readFileId(fileAddress(id, portalOrigin), portalOrigin)
  if (read === null) return wrong(FIELD.file, WORDS.notAFile)
  return read.ok ? right(read.fileId) : wrong(FIELD.file, fileWords(read.problem, portalOrigin))
}

/** The name of the chosen preset. */
export const preset = (values: FormValues): string | null => {
  const { option } = valueIn(values, FIELD.preset)
  return option === NO_PRESET ? null : option
}

/** A moment that was picked counts, whatever is chosen above it. */
export const end = (values: FormValues): Read<RequestedTerms['end']> => {
  const { moment } = valueIn(values, FIELD.moment)
  if (moment !== null) return right({ kind: 'until', at: moment })
  const { option } = valueIn(values, FIELD.end)
  if (option === null) return right(null)
  if (option === PICK_DATE) return noMoment(values, FIELD)
  const ms = parseDuration(option)
  return ms === null ? wrong(FIELD.end, WORDS.noSuchChoice) : right({ kind: 'for', ms })
}

/** A date was to be picked and was not: said where it is to be picked, or where that was chosen. */
export const noMoment = (values: FormValues, fields: { end: string; moment: string }): Read<never> =>
  wrong(values[fields.moment] === undefined ? fields.end : fields.moment, WORDS.noMoment)

export const viewOnly = (values: FormValues): boolean =>
  valueIn(values, FIELD.view).options.includes(VIEW_ONLY)

/** How the limit is kept. View only is always watched; an untouched default in the field is then ignored. */
export const enforcement = (values: FormValues, usual: Enforcement): Read<Enforcement | null> => {
  const { option } = valueIn(values, FIELD.enforcement)
  if (option !== 'exact' && option !== 'watched') return right(null)
  if (!viewOnly(values)) return right(option)
  return option === 'exact' && usual !== 'exact'
    ? wrong(FIELD.enforcement, WORDS.viewOnlyExact)
    : right('watched')
}

/** View only goes without a limit. An untouched default in the field is then ignored. */
export const limit = (values: FormValues, usual: number | null): Read<RequestedTerms['limit']> => {
  const { present, value } = valueIn(values, FIELD.limit)
  if (value === null) return right(present ? 'none' : null)
  const count = readLimit(visible(value))
  if (count === null) return wrong(FIELD.limit, WORDS.limit)
  return viewOnly(values) && count !== usual ? wrong(FIELD.limit, WORDS.viewOnlyLimit) : right(count)
}

export const password = (values: FormValues): Read<string | null> => {
  const { value: typed } = valueIn(values, FIELD.password)
  if (typed === null) return right(null)
  if (hasInvisible(typed)) {
    return wrong(FIELD.password, INVISIBLE_PASSWORD)
  }
  return [...typed].length > PASSWORD_LENGTH ? wrong(FIELD.password, LONG_PASSWORD) : right(typed)
}

export const conversation = (values: FormValues): string | null => valueIn(values, FIELD.channel).conversation

/** As one line of plain text, like the note of a command. */
export const note = (values: FormValues): Read<string | null> => {
  const line = visible(valueIn(values, FIELD.note).value ?? '')
  const length = [...line].length
  return length > NOTE_LENGTH ? wrong(FIELD.note, longNote(length)) : right(line === '' ? null : line)
}
