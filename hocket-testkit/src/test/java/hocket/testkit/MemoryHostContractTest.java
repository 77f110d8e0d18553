package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;

class MemoryHostContractTest extends HostContract {
    @Override
    protected TestedHost start(HostHandler handler) {
        MemoryHost host = new MemoryHost(handler);
        return new TestedHost() {
            @Override
            public Exchange begin(String method, String url, String... headers) {
                return new Request(host.begin(method, url, headers), method);
            }

            @Override
            public WebSocket webSocket(String url, String... headers) {
                return new Socket(host.webSocket(url, headers));
            }

            @Override
            public void pass() {
                host.advance(Duration.ofMillis(1));
            }

            @Override
            public void close() {
                // there is nothing but memory
            }
        };
    }

    private static final class Request implements TestedHost.Exchange {
        private final MemoryExchange exchange;

        Request(MemoryExchange exchange, String method) {
            this.exchange = exchange;
            if (!method.equals("POST")) {
                exchange.endBody();
            }
        }

        @Override
        public void send(ByteSlice part) {
            exchange.sendBody(part);
        }

        @Override
        public void end() {
            exchange.endBody();
        }

        @Override
        public void leave() {
            exchange.leave();
        }

        @Override
        public HttpResponse answer() {
            return exchange.response();
        }

        @Override
        public boolean isCut() {
            return exchange.isCut();
        }
    }

    private static final class Socket implements TestedHost.WebSocket {
        private final MemoryWebSocket webSocket;

        Socket(MemoryWebSocket webSocket) {
            this.webSocket = webSocket;
        }

        @Override
        public boolean isOpen() {
            return webSocket.isOpen();
        }

        @Override
        public HttpHeaders responseHeaders() {
            return webSocket.responseHeaders();
        }

        @Override
        public HttpResponse rejection() {
            return webSocket.rejection();
        }

        @Override
        public void send(Frame message) {
            if (message.isBinary()) {
                webSocket.send(message.payload().toByteArray());
            } else {
                webSocket.send(message.payload().utf8());
            }
        }

        @Override
        public Frame receive() {
            return webSocket.receive();
        }

        @Override
        public void stopReading() {
            webSocket.stopReading();
        }

        @Override
        public void startReading() {
            webSocket.startReading();
        }

        @Override
        public void close() {
            webSocket.close();
        }

        @Override
        public void leave() {
            webSocket.breakDown();
        }

        @Override
        public OptionalInt closeStatus() {
            return webSocket.closeStatus();
        }
    }
}
