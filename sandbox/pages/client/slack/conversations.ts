import type { ChannelInfo } from '../../contract.ts'

/** Talks with the app itself stand under Apps. */
export const isWithApp = ({ kind, hasBot }: ChannelInfo): boolean => kind === 'im' && hasBot
