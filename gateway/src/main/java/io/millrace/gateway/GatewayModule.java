package io.millrace.gateway;

import io.millrace.storage.BlobsConfiguration;
import io.millrace.storage.StorageModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** All of the gateway; each feature's package adds one configuration with its routes. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import({StorageModule.class, BlobsConfiguration.class})
@EnableConfigurationProperties(GatewayProperties.class)
@PropertySource("classpath:gateway.properties")
public class GatewayModule {}
