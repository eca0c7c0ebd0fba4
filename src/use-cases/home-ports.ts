import type { HomeFacts } from '../domain/home.ts'
import type { Barred } from '../domain/membership.ts'

/** The Home tab of the app. Throws `SlackError`. */
export interface Homes {
  publish(team: string, userId: string, facts: HomeFacts | Barred): Promise<void>
}

/** Whose Homes are kept up to date, and which page of it they look at. */
export interface HomeViewers {
  /** Remembers that somebody has opened their Home, or turned to another page (counted from 0). */
  note(team: string, userId: string, page: number): Promise<void>
  /** Null: they never opened it, or long ago. */
  page(team: string, userId: string): Promise<number | null>
  /** Remembers whether somebody's Home shows everybody's shares, as found out at each drawing. */
  setAdmin(team: string, userId: string, isAdmin: boolean): Promise<void>
  /** Those whose Homes show everybody's shares, and the state of the audit trail. */
  admins(team: string): Promise<string[]>
  /** Whose Homes show this person's shares: their own and those of admins, where they opened them lately. */
  whoSee(team: string, creatorId: string): Promise<string[]>
}

/** `welcome`: at their first look into the app's messages. `answer`: to a direct message. */
export type Greeting = 'welcome' | 'answer'

export interface Greetings {
  /** True where it is to be said: a welcome once, an answer once a minute. */
  take(team: string, userId: string, how: Greeting): Promise<boolean>
  /** It could not be said. */
  giveBack(team: string, userId: string, how: Greeting): Promise<void>
}
