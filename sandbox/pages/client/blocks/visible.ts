/** Without the control characters, for which Slack draws nothing and browsers a box. */
export const visible = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, '')
