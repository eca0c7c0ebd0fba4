// What docs/counting.md says, in the model's own words. Nothing of `src` is imported here: a mistake of the
// program must not be the model's too. Which link a request went through is known from having sent it, not from decoding.

export type Verdict =
  | 'counted'
  | 'unnamed'
  | 'expander-again'
  | 'forged'
  | 'viewed'
  | 'burst'
  | 'expander'
  | 'member'
  | 'other-link'
  | 'unattributed'
  | 'before-birth'
  | 'after-end'

const COUNTED: ReadonlySet<Verdict | undefined> = new Set(['counted', 'unnamed', 'expander-again', 'forged'])

/** Whether a share was the only way to its file, at the moments from the event to its first reading; both: it changed. */
export interface Ways {
  sole: boolean
  other: boolean
  /** Read by then: what is so later changes nothing. */
  settled: boolean
}

/** One row of the trail, with all that is known of the request behind it. */
export interface Happened {
  /** The portal's own row; its id is 0 until it has arrived. */
  row: { id: number; date: string }
  /** When it truly was, and how often the portal's clock had been set by then. */
  at: number
  epoch: number
  fileId: string
  /** One of the three actions that are downloads of a file. */
  isDownload: boolean
  /** Its bytes were sent to be looked at. */
  isView: boolean
  /** The link whose key the row shows: that of the address, or what the Referer claims. Null: no key. */
  names: string | null
  isMember: boolean
  /** Ip and browser as the row has them; null: no ip, or none that can be believed. */
  visitor: string | null
  /** The family of a link expander; null: of none. */
  expander: string | null
  /** What a download is called that counts. */
  word: 'counted' | 'unnamed' | 'forged'
  /** By share. */
  ways: Map<string, Ways>
}

export interface Life {
  /** From when the portal may have had the link, and from when it certainly had: one that comes back is asked for again. */
  mayFrom: number
  from: number
  /** When the link was seen to be gone; null: it lives. */
  to: number | null
}

export interface Counted {
  id: string
  fileId: string
  /** Every link that was ever made for it. */
  linkIds: ReadonlySet<string>
  /** Its address leads to the bytes, not to a page that shows them. */
  direct: boolean
  lives: readonly Life[]
}

export interface Rules {
  burstWindowMs: number
  /** The portal's clock less the program's: all that it was, in turn. */
  skews: readonly number[]
}

/** Where the clocks differ, the difference is known to the second, and the date to half of one. */
const GRACE_MS = 3_000

const SECOND = 1_000
const down = (at: number) => Math.floor(at / SECOND) * SECOND
const up = (at: number) => Math.ceil(at / SECOND) * SECOND

/** What a moment between these two may be in a share's life. */
const lifeBetween = (lives: readonly Life[], least: number, most: number): Verdict[] => {
  const [first] = lives
  if (first === undefined) return ['before-birth']
  const mayBeIn = lives.some(({ mayFrom, to }) => down(mayFrom) <= most && (to === null || least <= up(to)))
  // In the rest of the second in which a link was seen to be gone it may be both: the trail rounds, that moment does not.
  const mayBeOut = lives.some(({ to }, index) => {
    const next = lives[index + 1]?.from ?? Number.POSITIVE_INFINITY
    return to !== null && most > to && least < down(next)
  })
  return [
    ...(least < down(first.from) ? (['before-birth'] as const) : []),
    ...(mayBeIn ? (['counted'] as const) : []),
    ...(mayBeOut ? (['after-end'] as const) : []),
  ]
}

/**
 * Several answers where the rule, or what can be known of two clocks, allows them. By which clock a row was dated that is read
 * again after the portal's was set nobody can know: it may be of any time between.
 */
const lifeOf = ({ lives }: Counted, date: number, { skews }: Rules): Set<Verdict> => {
  const off = skews.every((skew) => skew === 0) ? 0 : GRACE_MS
  return new Set(lifeBetween(lives, date - Math.max(...skews) - off, date - Math.min(...skews) + off))
}

/** What a row is called that is of this share and in its life. */
const ownWord = ({ direct }: Counted, { isView, expander, word }: Happened): Verdict => {
  if (isView && !direct) return 'viewed'
  return expander === null ? word : 'expander'
}

/** What may be said of a row by itself, before bursts are joined and looks of one link expander are numbered. */
const alone = (share: Counted, happened: Happened, rules: Rules): Set<Verdict> => {
  const { names, isMember, ways, row } = happened
  const own = ownWord(share, happened)
  const ours = () =>
    new Set(
      [...lifeOf(share, Date.parse(row.date), rules)].map(
        (verdict): Verdict => (verdict === 'counted' ? own : verdict),
      ),
    )
  if (names !== null) return share.linkIds.has(names) ? ours() : new Set(['other-link'])
  if (isMember) return new Set(['member'])
  if (happened.isView && !share.direct) return new Set(['unattributed'])
  const { sole, other } = ways.get(share.id) ?? { sole: false, other: true }
  return new Set<Verdict>([...(sole ? ours() : []), ...(other ? (['unattributed'] as const) : [])])
}

const dateOf = ({ row }: Happened): number => Date.parse(row.date)

/** Where the portal's clock was set in between, its dates and the truth may tell two stories: then it may be either. */
const isJoined = (first: Happened, next: Happened, windowMs: number): boolean | 'perhaps' => {
  const isNear = dateOf(next) - dateOf(first) <= windowMs
  if (first.epoch === next.epoch) return isNear
  return next.at - first.at <= windowMs + GRACE_MS || Math.abs(dateOf(next) - dateOf(first)) <= windowMs
    ? 'perhaps'
    : false
}

const inOrder = (rows: readonly Happened[]): Happened[] =>
  [...rows].sort((a, b) => a.epoch - b.epoch || dateOf(a) - dateOf(b) || a.row.id - b.row.id)

/** The downloads that begin a burst, or are alone; the others belong to the burst before. `perhaps`: what then holds. */
const firsts = (
  downloads: readonly Happened[],
  windowMs: number,
  perhaps: (next: Happened) => boolean,
): Set<Happened> => {
  const begun = new Map<string, Happened>()
  const found = new Set<Happened>()
  for (const next of inOrder(downloads)) {
    const first = next.visitor === null || windowMs === 0 ? undefined : begun.get(next.visitor)
    const joined = first !== undefined && isJoined(first, next, windowMs)
    if (joined === 'perhaps' ? perhaps(next) : joined) continue
    found.add(next)
    if (next.visitor !== null) begun.set(next.visitor, next)
  }
  return found
}

/** A view is of a share by its own link, and, of a visitor, by a Referer that names none. */
const isOf = (share: Counted) => (happened: Happened) =>
  happened.fileId === share.fileId &&
  (happened.isDownload ||
    (happened.isView && (happened.names === null ? !happened.isMember : share.linkIds.has(happened.names))))

const ofExpanders = (rows: readonly Happened[]): Happened[][] => {
  const families = [...new Set(rows.map(({ expander }) => expander))].filter((family) => family !== null)
  return families.map((family) => rows.filter(({ expander }) => expander === family))
}

/** Whether the order of these rows is certain: one clock, which is the program's own. */
const isOrderCertain = (rows: readonly Happened[], { skews }: Rules): boolean =>
  skews.every((skew) => skew === 0) && new Set(rows.map(({ epoch }) => epoch)).size <= 1

/** How often a link expander may look for nothing. */
const LOOKS = 2

/** How many downloads of the share these rows are, at least and at most. */
export const countOf = (
  share: Counted,
  rows: readonly Happened[],
  rules: Rules,
): { least: number; most: number } => {
  const judged = rows.filter(isOf(share)).map((one) => ({ one, may: alone(share, one, rules) }))
  const count = (fits: (may: Set<Verdict>, own: Verdict) => boolean, joined: boolean) => {
    const found = judged
      .filter(({ one, may }) => ownWord(share, one) !== 'viewed' && fits(may, ownWord(share, one)))
      .map(({ one }) => one)
    const downloads = (some: readonly Happened[]) => firsts(some, rules.burstWindowMs, () => joined).size
    const looks = ofExpanders(found).map((family) => {
      if (isOrderCertain(family, rules)) return downloads(inOrder(family).slice(LOOKS))
      return Math.min(Math.max(0, family.length - LOOKS), downloads(family) - (joined ? LOOKS : 0))
    })
    const counted = downloads(found.filter(({ expander }) => expander === null))
    return looks.reduce((sum, some) => sum + Math.max(0, some), counted)
  }
  return {
    least: count((may, own) => may.size === 1 && may.has(own), true),
    most: count((may, own) => may.has(own), false),
  }
}

const byVisitor = (downloads: readonly Happened[]): Happened[][] => {
  const groups = new Map<string, Happened[]>()
  for (const one of downloads) {
    const key = one.visitor ?? `row ${one.row.id}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** What is wrong with how the downloads of one visitor were joined; null: nothing. */
const burstFault = (
  ofOne: readonly Happened[],
  isCounted: (one: Happened) => boolean,
  windowMs: number,
): string | null => {
  const fewest = firsts(ofOne, windowMs, () => true)
  const most = firsts(ofOne, windowMs, () => false)
  const said = ofOne.filter(isCounted)
  // Rows of one second are alike: it does not matter which of them begins the burst.
  const seconds = (some: Iterable<Happened>) => [...some].map(({ row }) => row.date).sort()
  const isExact = new Set(ofOne.map(({ epoch }) => epoch)).size === 1
  const isRight = isExact
    ? seconds(said).join() === seconds(most).join()
    : said.length >= fewest.size && said.length <= most.size
  if (isRight) return null
  const all = seconds(ofOne).join(', ')
  return `of a visitor's rows at ${all} ${said.length} are counted; it is ${[...new Set([fewest.size, most.size])].join(' to ')}`
}

/** What is wrong with which rows of one link expander are called mere looks; null: nothing. */
const looksFault = (
  ofOne: readonly Happened[],
  isLook: (one: Happened) => boolean,
  rules: Rules,
): string | null => {
  const looks = ofOne.filter(isLook)
  const due = Math.min(LOOKS, ofOne.length)
  if (looks.length !== due)
    return `${looks.length} rows of ${ofOne[0]?.expander} are not counted; it is ${due}`
  const seconds = (some: readonly Happened[]) =>
    some
      .map(({ row }) => row.date)
      .sort()
      .join(', ')
  const first = seconds(inOrder(ofOne).slice(0, LOOKS))
  return !isOrderCertain(ofOne, rules) || seconds(looks) === first
    ? null
    : `of ${ofOne[0]?.expander} the rows at ${seconds(looks)} are not counted; it is those at ${first}`
}

/**
 * Holds what the program says of each row it has kept against the rules; says what is wrong. Where the rules leave open
 * what a row is by itself the program's word is taken, and all that follows from it must follow.
 */
export const faultsIn = (
  share: Counted,
  rows: readonly Happened[],
  said: ReadonlyMap<number, Verdict>,
  rules: Rules,
): { faults: string[]; count: number; views: number; open: number } => {
  const faults: string[] = []
  const downloads: Happened[] = []
  const ours: Happened[] = []
  let open = 0
  for (const happened of rows.filter(isOf(share))) {
    const { id, date } = happened.row
    const may = alone(share, happened, rules)
    const word = said.get(id)
    if (may.size > 1) open += 1
    if (word === undefined) {
      // Rows outside its life need not be kept: they were there before it, or long after.
      if (!may.has('before-birth') && !may.has('after-end') && isInLife(share, date, rules)) {
        faults.push(`row ${id} of ${date} was not kept; it is ${[...may].join(' or ')}`)
      }
      continue
    }
    const called = ownWord(share, happened)
    const own = word === 'burst' || word === 'expander-again' ? called : word
    if (!may.has(own)) faults.push(`row ${id} of ${date} is "${word}"; it is ${[...may].join(' or ')}`)
    if (own !== called || called === 'viewed') continue
    ours.push(happened)
    if (word !== 'expander') downloads.push(happened)
  }
  const isCounted = ({ row }: Happened) => COUNTED.has(said.get(row.id))
  for (const ofOne of ofExpanders(ours)) {
    const fault = looksFault(ofOne, ({ row }) => said.get(row.id) === 'expander', rules)
    if (fault !== null) faults.push(fault)
  }
  for (const ofOne of byVisitor(downloads)) {
    const fault = burstFault(ofOne, isCounted, rules.burstWindowMs)
    if (fault !== null) faults.push(fault)
  }
  for (const id of said.keys()) {
    if (!rows.some((one) => one.row.id === id && isOf(share)(one))) {
      faults.push(`row ${id} was kept, which is no download of the file`)
    }
  }
  const counted = downloads.filter(isCounted)
  return { faults, count: counted.length, views: counted.filter(({ isView }) => isView).length, open }
}

const isInLife = (share: Counted, date: string, rules: Rules): boolean => {
  const life = lifeOf(share, Date.parse(date), rules)
  return life.size === 1 && life.has('counted')
}
