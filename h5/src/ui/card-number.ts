/** A masked account number that fits a line of a phone: `621483*********3966` as `621483****3966`. */
export function shortCard(masked: string): string {
  return masked.replace(/\*+/, '****')
}
