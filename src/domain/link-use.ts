/**
 * How the present link of an exact share was used. Its key is known to nobody but the gate. Where the audit trail can be read, it
 * shows whether that is so: each time that the gate asks the portal for bytes leaves one event at most (docs/portal.md, Events).
 */
export interface LinkUse {
  /** How often the gate asked the portal for bytes by it; noted before each asking. */
  asked: number
  /** How many downloads and views by it the trail has shown. */
  seen: number
}

/** Somebody else has the key. Never said too early, since an event appears after its asking was noted. */
export const isKeyOut = ({ asked, seen }: LinkUse): boolean => seen > asked
