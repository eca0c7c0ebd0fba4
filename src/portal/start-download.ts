import type { Http } from './http.ts'

/** Begins a download as a visitor would. */
export const startDownload =
  (_http: Http) =>
  async (_fileId: string, _key: string): Promise<void> => {}
