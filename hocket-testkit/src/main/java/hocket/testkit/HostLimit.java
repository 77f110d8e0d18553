package hocket.testkit;

/**
 * What a host cannot do because what it stands on cannot, as against {@link HostContract}. The tests then ask for the next
 * best, which is written here.
 */
public enum HostLimit {
    /**
     * A client that leaves while its request waits is not noticed before something is sent to it. The answer is lost, and
     * nobody else is harmed.
     */
    LEAVING_WHILE_WAITING,

    /** A close frame bears a status in any case: 1000 where none was asked for. */
    CLOSE_WITHOUT_STATUS,

    /** A message is too large when so much of it has come, not when its header says so. */
    TOO_LARGE_BY_HEADER,

    /** The frames of a message are not counted. The limit of its bytes holds. */
    FRAGMENTS_COUNTED,

    /** An answer to a request whose body is being read cuts the connection instead. */
    ANSWER_WHILE_READING,

    /** The connection of a body that was not read to its end is reset some seconds after the answer, not closed. */
    CLOSE_BEFORE_END_OF_BODY,

    /** The answers to pipelined requests leave when the last of them has been given. Browsers do not pipeline. */
    PIPELINED_ANSWERS_AT_ONCE,

    /** {@code Expect: 100-continue} is answered before anybody asks for the body. */
    CONTINUE_WHEN_WANTED
}
