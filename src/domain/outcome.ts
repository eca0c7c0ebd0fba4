/** A request that a rule turns down. A value, not an error: people run into it. */
export interface Refused {
  ok: false
  /** The rule's name as the operator knows it: the variable that sets it, such as `MAX_EXPIRY`. */
  rule: string
  /** Plain English, unescaped: names the rule and says what would be right. */
  message: string
}
