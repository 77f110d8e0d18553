package hocket.spring;

/** The order of the interceptors that are here: an application's may stand between them. */
final class InterceptorOrder {
    static final int OBSERVATION = -300;
    static final int SECURITY = -200;
    static final int VALIDATION = -100;
    /** The innermost: the others see stages alone. */
    static final int REACTOR = Integer.MAX_VALUE;

    private InterceptorOrder() {}
}
