package io.millrace.gateway.accounts;

import io.millrace.gateway.GatewayProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountSettings.class)
class AccountsConfiguration {
    @Bean
    Callers callers(AccountSettings settings, GatewayProperties properties) {
        return new Callers(settings, properties.publicUrl());
    }
}
