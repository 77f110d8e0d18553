package hocket.client.okhttp;

import hocket.client.spi.ClientTransport;

/** Makes an {@link OkHttpTransport} for a manager that was given no transport; found by {@link java.util.ServiceLoader}. */
public final class OkHttpTransportProvider implements ClientTransport.Provider {
    /** For the {@link java.util.ServiceLoader}. */
    public OkHttpTransportProvider() {}

    @Override
    public ClientTransport create() {
        return OkHttpTransport.create();
    }
}
