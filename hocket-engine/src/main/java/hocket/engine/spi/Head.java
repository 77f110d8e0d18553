package hocket.engine.spi;

/** What the head of a request holds besides its method. Safe for use by several threads. */
interface Head {
    String url();

    HttpHeaders headers();

    String remoteAddress();

    /** As it came, quick to be read. */
    record Plain(String url, HttpHeaders headers, String remoteAddress) implements Head {}
}
