/*!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;

--
-- Table structure for table `owners`
--

DROP TABLE IF EXISTS `owners`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `owners` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Where it''s sent',
  `kind` enum('person','firm') NOT NULL DEFAULT 'person',
  `likes` set('cats','dogs') DEFAULT NULL,
  `extra` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`extra`)),
  `active` tinyint(1) NOT NULL DEFAULT 1,
  `key` varchar(8) DEFAULT 'a\'b',
  `changed` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`),
  KEY `owners_kind` (`kind`,`email`(10)),
  FULLTEXT KEY `words` (`key`) /*!80000 INVISIBLE */
) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Who pays';

LOCK TABLES `owners` WRITE;
/*!40000 ALTER TABLE `owners` DISABLE KEYS */;
INSERT INTO `owners` VALUES (1,'a;b','person',NULL,NULL,1,'it\'s;','2026-01-01 00:00:00');
/*!40000 ALTER TABLE `owners` ENABLE KEYS */;
UNLOCK TABLES;

CREATE TABLE `pets` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `owner_id` bigint(20) unsigned DEFAULT NULL,
  `weight` decimal(6,2) DEFAULT NULL,
  `pounds` double GENERATED ALWAYS AS (`weight` * 2.2) VIRTUAL,
  PRIMARY KEY (`id`),
  KEY `pets_owner` (`owner_id`),
  CONSTRAINT `pets_owner` FOREIGN KEY (`owner_id`) REFERENCES `owners` (`id`) ON DELETE SET NULL,
  CONSTRAINT `light` CHECK (`weight` < 100)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER touched BEFORE UPDATE ON pets
FOR EACH ROW BEGIN
  SET NEW.weight = OLD.weight; -- it's
END */;;
DELIMITER ;

/*!50001 DROP VIEW IF EXISTS `light`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `light` AS select `pets`.`id` AS `id` from `pets` where `pets`.`weight` < 10 */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
