/** What a real client would not have sent; nothing reached the bot. The message says why. */
export class NotSent extends Error {}
