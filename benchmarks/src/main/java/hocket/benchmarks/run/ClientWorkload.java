package hocket.benchmarks.run;

/**
 * What a client does.
 *
 * @param mode ack, echo or idle
 * @param window messages in flight for each socket
 */
record ClientWorkload(String name, String mode, int sockets, int window) {}
