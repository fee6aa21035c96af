/** A token of RFC 9110 §5.6.2: what methods, header names and subprotocols (RFC 6455 §4.1) are made of. */
export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** RFC 9110 §5.5: what a field value may not hold; anything beyond Latin-1 cannot be sent at all. */
export const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/
