import type { MakeRequest } from './make-request.ts'

/**
 * What is said at a response_url before the outcome. It never comes after the outcome, even where different processes say
 * the two.
 */
export interface Interims {
  /** Whether something may be said now, within `withinMs`, and whether it is the first thing there; null: it may not. */
  begin(address: string, withinMs: number): Promise<'first' | 'again' | null>
  said(address: string, wasShown: boolean): Promise<void>
  /**
   * Called before the outcome is said. Waits until nothing else is on its way there. Gives whether the outcome replaces
   * something.
   */
  end(address: string): Promise<boolean>
}

/** Whose request it was, and its reference. */
export interface Retried {
  team: string
  userId: string
  reference: string
}

/** What people asked for and may ask for again, sealed, for as long as an answer can be replaced. */
export interface Retries {
  keep(of: Retried, sealed: string): Promise<void>
  /** Gives it for the first try again, and each time that this one (`by`, its reference) is carried out; else null. */
  take(of: Retried, by: string): Promise<string | null>
  /** Lets another try have what this one took. */
  release(of: Retried, by: string): Promise<void>
}

/** A question put to a person, kept until it is answered or too old. */
export interface Questions {
  /** `later`: it may take the person a day to see it. */
  ask(key: string, request: MakeRequest, seen?: 'now' | 'later'): Promise<void>
  /**
   * Gives the request to its own creator, for the first answer and each time that this one (its reference) is carried
   * out. Anybody else gets null and changes nothing.
   */
  take(team: string, key: string, userId: string, reference: string): Promise<MakeRequest | null>
}

/** Seals each `url` in what is kept: by a response_url anybody can write to its conversation, for half an hour. */
export interface UrlSeal {
  /** `place`: what the record belongs to, the workspace first. It opens nowhere else. */
  seal<T>(record: T, place: readonly string[]): T
  /** What a version before this one kept in clear is read too. What does not open stays sealed: no answer goes there. */
  open<T>(record: T, place: readonly string[]): T
}
