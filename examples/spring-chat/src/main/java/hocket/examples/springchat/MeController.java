package hocket.examples.springchat;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page who has logged in, and the token against forged requests, which a static page cannot hold. */
@RestController
class MeController {
    /** What the page gets to know. */
    record Me(String name, boolean admin, String csrfParameter, String csrfToken) {}

    @GetMapping("/api/me")
    Me me(Authentication user, CsrfToken csrf) {
        boolean admin =
                user.getAuthorities().stream().anyMatch(authority -> "ROLE_ADMIN".equals(authority.getAuthority()));
        return new Me(user.getName(), admin, csrf.getParameterName(), csrf.getToken());
    }
}
