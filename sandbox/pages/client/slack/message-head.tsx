import { clockTime, fullDate } from '../kit/time.ts'
import type { Author } from './author.ts'

/** `9:41 AM`, the whole date when it is pointed at; `9:41` where there is no room. */
export const MessageTime = ({ at, tz, isShort = false }: { at: number; tz: string; isShort?: boolean }) => (
  <time class="message-time" dateTime={new Date(at).toISOString()} title={fullDate(at, tz)}>
    {isShort ? clockTime(at, tz).replace(/ .*/, '') : clockTime(at, tz)}
  </time>
)

/** Who and when. */
export const MessageHead = ({ author, at, tz }: { author: Author; at: number; tz: string }) => (
  <div class="message-head">
    <span class="message-name">{author.name}</span>
    {author.isApp && <span class="badge">APP</span>}
    {author.company && <span class="badge">{author.company}</span>}
    <MessageTime at={at} tz={tz} />
  </div>
)
