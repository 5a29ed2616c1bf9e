package io.millrace.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ScopeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /abc,                            links:read
            HEAD,   /abc,                            links:read
            GET,    /api/v1/links,                   links:read
            POST,   /api/v1/links,                   links:write
            POST,   /api/v1/links/bulk,              links:write
            PATCH,  /api/v1/links/abc,               links:write
            DELETE, /api/v1/links/telemetry,         links:write
            GET,    /api/v1/links/abc/qr.svg,        links:read
            GET,    /api/v1/links/abc/telemetry,     telemetry:read
            GET,    /api/v1/links/abc/telemetry/live, telemetry:read
            GET,    /api/v1/telemetry,               telemetry:read
            GET,    /api/v1/site/telemetry,          telemetry:read
            GET,    /p/abc,                          pastes:read
            GET,    /api/v1/pastes/abc,              pastes:read
            PUT,    /api/v1/pastes/abc,              pastes:write
            POST,   /documents,                      pastes:write
            GET,    /raw/abc,                        pastes:read
            GET,    /api/v1/posts/1,                 posts:read
            POST,   /api/v1/posts,                   posts:write
            PUT,    /api/v1/posts/1/like,            posts:write
            GET,    /api/v1/users/ada/posts,         posts:read
            POST,   /api/v1/media,                   posts:write
            GET,    /media/1/640,                    posts:read
            GET,    /api/v1/feed,                    posts:read
            GET,    /api/v1/me,                      account:read
            GET,    /api/v1/me/usage,                account:read
            POST,   /api/v1/me/keys,                 account:write
            DELETE, /api/v1/sessions/current,        account:write
            GET,    /api/v1/linkss,                  account:write
            GET,    /api/v2/whatever,                account:write
            """)
    void everyRequestNeedsTheScopeOfItsProduct(String method, String path, String scope) {
        assertThat(Scope.neededFor(MockServerHttpRequest.method(HttpMethod.valueOf(method), path)
                                .build())
                        .word())
                .isEqualTo(scope);
    }
}
