package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CookieTest {
    @Test
    void defaultIsThatOfTheReference() {
        assertThat(Cookie.DEFAULT.header("abc")).isEqualTo("io=abc; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void everyAttributeIsWritten() {
        Cookie cookie = new Cookie("node", "/x", "app.example", 60L, false, true, Cookie.SameSite.NONE);
        assertThat(cookie.header("abc"))
                .isEqualTo("node=abc; Max-Age=60; Domain=app.example; Path=/x; Secure; SameSite=None");
        assertThat(new Cookie("n", null, null, null, false, false, null).header("abc"))
                .isEqualTo("n=abc");
    }

    @Test
    void attributesThatCouldEndTheHeaderAreRefused() {
        assertThatThrownBy(() -> Cookie.DEFAULT.name("a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.DEFAULT.name("a;b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.DEFAULT.name("")).isInstanceOf(IllegalArgumentException.class);
    }
}
