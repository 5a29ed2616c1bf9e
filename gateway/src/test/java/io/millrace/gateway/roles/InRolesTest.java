package io.millrace.gateway.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.env.MockEnvironment;

class InRolesTest {
    /** Not a component, so that no other test finds it. */
    static class Routes {
        @Bean
        @RoutesOf(RouteGroup.UPLOAD)
        String upload() {
            return "upload";
        }

        @Bean
        @RoutesOf(RouteGroup.VIEW)
        String view() {
            return "view";
        }

        @Bean
        String accounts() {
            return "accounts";
        }
    }

    @Test
    void withoutRolesEverythingIsAnswered() {
        assertThat(routes(new MockEnvironment())).containsExactlyInAnyOrder("upload", "view", "accounts");
    }

    @Test
    void withRolesOnlyTheirRoutesAndThoseOfEverybodyAre() {
        assertThat(routes(new MockEnvironment().withProperty("millrace.gateway.roles", "view, links")))
                .containsExactlyInAnyOrder("view", "accounts");
        assertThat(routes(new MockEnvironment().withProperty("millrace.gateway.roles[0]", "upload")))
                .containsExactlyInAnyOrder("upload", "accounts");
    }

    @Test
    void aRoleThatThereIsNotStopsTheStartWithASentence() {
        assertThatThrownBy(() -> routes(new MockEnvironment().withProperty("millrace.gateway.roles", "view,uplaod")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no \"uplaod\"")
                .hasMessageContaining("[links, pastes, upload, view, feed, pages]");
    }

    private static Iterable<String> routes(MockEnvironment environment) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setEnvironment(environment);
            context.register(Routes.class);
            context.refresh();
            return context.getBeansOfType(String.class).values().stream()
                    .filter(bean -> !bean.contains("."))
                    .toList();
        }
    }
}
