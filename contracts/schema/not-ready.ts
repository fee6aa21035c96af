/** The signs of a service that is not ready, of a contract that names none, as contracts of version 0.2 do. */
export const NOT_READY = [{ at: 'status', is: ['not_ready'] }]
